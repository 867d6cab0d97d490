/** What a screen reader is told, politely: the newest text wins. */
export class Announcer {
  text = $state('');

  say(text: string): void {
    // The same text twice is said twice only when it differs.
    this.text = text === this.text ? `${text}\u00a0` : text;
  }
}
