/** Closes what was opened. Calling it twice does nothing the second time. */
export type Dispose = () => void;
