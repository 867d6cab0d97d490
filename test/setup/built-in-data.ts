import { prepareBuiltInData } from '../support/built-in-data.ts';

/** Tests that need the built-in vectors copy them from one import. */
export default function setup(): Promise<void> {
  return prepareBuiltInData();
}
