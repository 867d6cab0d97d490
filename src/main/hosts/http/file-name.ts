const longestName = 200;

/**
 * A file's name as a person knows it, from whatever a page says it is: the part after the last slash, without control
 * characters or marks that turn the direction of text. For showing only: no path is ever made of it.
 */
export function shownFileName(given: string): string {
  const last = given.split(/[/\\]/).at(-1) ?? '';
  const name = last
    .replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
    .slice(0, longestName);
  return name === '' || /^\.+$/.test(name) ? 'file' : name;
}

/** The Content-Disposition of a download by this name (RFC 6266): plain ASCII for old readers, and the name itself. */
export function attachmentHeader(name: string): string {
  const shown = shownFileName(name);
  const plain = shown.replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(shown).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
