export { encodeRows } from './encode';
export { scanMany } from './scan-many';
export { scanOne } from './scan-one';
