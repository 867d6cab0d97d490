import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, it } from 'vitest';

const script = join(import.meta.dirname, '../../scripts/flip-fuses.mjs');
/** A fuse's state is one character. */
const [disabled, enabled] = Buffer.from('01');
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'; // after it stand the fuses in Electron's executable

it('turns off what a packaged app does not use', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'semascope-fuses-'));
  try {
    const executable = join(folder, 'electron');
    const asShipped = [1, 8, ...Buffer.from('10110011')]; // version, count, states
    writeFileSync(executable, Buffer.concat([Buffer.from(`code${sentinel}`), Buffer.from(asShipped)]));
    execFileSync(process.execPath, [script, executable]);
    const wire = await getCurrentFuseWire(executable);
    const states = (fuses: readonly FuseV1Options[]) => fuses.map((fuse) => Number(wire[fuse]));
    const off = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    const on = [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseV1Options.OnlyLoadAppFromAsar];
    expect(states(off)).toEqual(off.map(() => disabled));
    expect(states(on)).toEqual(on.map(() => enabled));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
