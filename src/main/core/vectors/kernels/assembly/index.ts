// The kernels: they hold no state, and work on memory whose layout `matrix-memory.ts` decides.
export { scanOne } from './scan-one';
export { scanMany } from './scan-many';
export { invertNorms, refine } from './refine';
