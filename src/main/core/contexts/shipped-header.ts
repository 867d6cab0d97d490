import { existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';

/** A JSON file that ships with the app; undefined where there is none, `bad-file` where it is not of the schema. */
export function readShippedHeader<T extends z.ZodType>(file: string, schema: T): z.output<T> | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new AppError('bad-file', `${file} is damaged: install the app again`, { cause });
  }
}
