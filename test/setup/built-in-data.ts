import type { TestProject } from 'vitest/node';
import { prepareBuiltInData } from '../support/built-in-data.ts';

/** Tests that need the built-in vectors copy them from one import. */
export default async function setup(project: TestProject): Promise<void> {
  project.provide('builtInData', await prepareBuiltInData());
}
