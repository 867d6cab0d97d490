/** The page's own address in the window: a scheme of ours, so that no file and no server is involved. */
export const pageScheme = 'app';
const pageHost = 'semascope';
export const pageAddress = `${pageScheme}://${pageHost}/index.html`;

function parse(address: string): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

/** Whether an address belongs to the page: exactly our scheme and host, no port, no user. */
export function isPageAddress(address: string): boolean {
  const url = parse(address);
  return url?.protocol === `${pageScheme}:` && url.host === pageHost && url.username === '';
}

/** What a message tells about who sent it. A frame that is gone by now has no address. */
export interface Sender {
  readonly url: string | undefined;
  readonly isMainFrame: boolean;
}

/** Whether a message comes from the page itself, and not from a frame in it or a page that took its place. */
export function isTrustedSender({ url, isMainFrame }: Sender): boolean {
  return isMainFrame && url !== undefined && isPageAddress(url);
}

/** The sites that the page links to. */
const linkedHosts = [
  'github.com',
  'aclanthology.org',
  'arxiv.org',
  'nlp.stanford.edu',
  'huggingface.co',
  'wordnet.princeton.edu',
];

/** Whether a link may be handed to the system's browser: https, one of the sites that the page links to. */
export function isAllowedLink(address: string): boolean {
  const url = parse(address);
  return (
    url?.protocol === 'https:' && url.username === '' && url.port === '' && linkedHosts.includes(url.hostname)
  );
}
