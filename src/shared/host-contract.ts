import { z } from 'zod';
import { openedFile } from './domain.ts';
import { errorCodes } from './errors.ts';
import { procedure } from './procedure.ts';

export const chosenFiles = z.object({
  files: z.array(openedFile),
  failures: z.array(z.object({ name: z.string(), code: z.enum(errorCodes), message: z.string() })),
});
export type ChosenFiles = z.infer<typeof chosenFiles>;

/**
 * What the page asks of the host around it, over the same channel: it alone can show the system's dialogs, and it keeps the paths
 * that a person chose there. The page gets handles of the core.
 */
export const hostContract = {
  /** Lets a person choose files to read; none where they change their mind. In a browser the page has a way of its own. */
  'host.chooseFiles': procedure(z.object({}), chosenFiles),
  /**
   * Lets a person choose where to write a file, `name` being the suggestion; null where they change their mind. `address`: where the
   * page fetches the file once it is written, where it is not in its place then.
   */
  'host.chooseTarget': procedure(
    z.object({ name: z.string().min(1).max(300) }),
    z.object({ file: z.string(), name: z.string(), address: z.string().nullable() }).nullable(),
  ),
} as const;

export type HostContract = typeof hostContract;
export type HostProcedureName = keyof HostContract;
