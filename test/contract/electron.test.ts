import type { ElectronApplication, Page } from 'playwright';
import { decodeFrame, encodeFrame } from '../../src/shared/rpc/frame.ts';
import type { ClientMessage, ServerMessage } from '../../src/shared/rpc/messages.ts';
import type { Port } from '../../src/shared/rpc/port.ts';
import { createPortEnd } from '../../src/main/processes/port-end.ts';
import { describeContract } from './support/describe-contract.ts';
import { electronPath, launchTestApp, openPage } from './support/electron-app.ts';

/** The page's port, tunneled to this process. */
async function tunnel(app: ElectronApplication): Promise<Port<ClientMessage, ServerMessage>> {
  const page: Page = await openPage(app);
  const end = createPortEnd<ClientMessage, ServerMessage>(
    (message) => {
      const text = Buffer.from(encodeFrame(message)).toString('base64');
      void page.evaluate(
        (frame) => (window as unknown as { tunnelIn(text: string): void }).tunnelIn(frame),
        text,
      );
    },
    () => void page.close(),
  );
  await page.exposeFunction('tunnelOut', (text: string) =>
    end.deliver(decodeFrame(Buffer.from(text, 'base64')) as ServerMessage),
  );
  return end.port;
}

describeContract('Electron IPC', async () => {
  const app = await launchTestApp(electronPath(), 'electron-contract');
  return { connect: () => tunnel(app), dispose: () => app.close() };
});
