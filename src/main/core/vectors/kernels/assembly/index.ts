export { encodeRows } from './encode';
export { scanMany } from './scan-many';
export { scanOne } from './scan-one';
export { scanRows } from './scan-rows';
