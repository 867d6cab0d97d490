/** Hands each line that a process prints to the log; the last one also without its end. */
export function logLines(stream: NodeJS.ReadableStream | null, log: (line: string) => void): void {
  let rest = '';
  stream?.setEncoding('utf8');
  stream?.on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim()) log(line);
  });
  stream?.on('end', () => {
    if (rest.trim()) log(rest);
  });
}
