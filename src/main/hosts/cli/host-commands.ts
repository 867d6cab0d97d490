/** What the command line starts but does not do itself: windows and servers are other hosts. */
export interface HostCommands {
  /** Opens the app, in a window or in the browser; resolves with the exit status when it is closed. */
  readonly start: (options: { readonly dataDir: string; readonly signal: AbortSignal }) => Promise<void>;
  /** Serves the app to a browser until the signal is aborted. */
  readonly serve: (options: {
    readonly dataDir: string;
    readonly port: number;
    readonly host: string;
    readonly opensBrowser: boolean;
    readonly signal: AbortSignal;
    /** Called once with the address and its token. */
    readonly onReady: (address: string) => void;
  }) => Promise<void>;
}
