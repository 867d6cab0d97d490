/**
 * A ref as one number, so that frames need no objects: a point is its index, the marker at place m is -1 - m.
 */
export type RefCode = number;

export const noRef: RefCode = -0x80000000;

export const markerCode = (place: number): RefCode => -1 - place;
export const isMarkerCode = (code: RefCode): boolean => code < 0 && code !== noRef;
export const markerPlace = (code: RefCode): number => -1 - code;
