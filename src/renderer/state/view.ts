/** What panels and keys may ask of the scene. */
export interface ViewHandle {
  frame(): void;
  reset(): void;
  setFlat(isFlat: boolean): void;
  flyToItem(id: number): void;
}
