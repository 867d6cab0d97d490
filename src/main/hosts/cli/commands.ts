import type { Command } from './command.ts';
import { compareCommand } from './commands/compare.ts';
import { encodeCommand } from './commands/encode.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { neighborsCommand } from './commands/neighbors.ts';
import { projectCommand } from './commands/project.ts';
import { removeCommand } from './commands/remove.ts';
import { serveCommand } from './commands/serve.ts';
import { setsCommand } from './commands/sets.ts';
import { similarityCommand } from './commands/similarity.ts';
import { startCommand } from './commands/start.ts';
import { twinCommand } from './commands/twin.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly Command[] = [
  startCommand,
  serveCommand,
  neighborsCommand,
  similarityCommand,
  compareCommand,
  encodeCommand,
  twinCommand,
  projectCommand,
  evaluateCommand,
  setsCommand,
  importCommand,
  exportCommand,
  removeCommand,
];
