/**
 * Turns off, in a packaged Electron, what the app does not use and an attacker could: run after packaging, before signing.
 *
 *     node scripts/flip-fuses.mjs PATH-OF-THE-EXECUTABLE
 */
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';

const [executable] = process.argv.slice(2);
if (!executable) {
  console.error('usage: node scripts/flip-fuses.mjs PATH-OF-THE-EXECUTABLE');
  process.exit(2);
}

await flipFuses(executable, {
  version: FuseVersion.V1,
  resetAdHocDarwinSignature: process.platform === 'darwin' && process.arch === 'arm64',
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
});
