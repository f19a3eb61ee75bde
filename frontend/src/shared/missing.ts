/**
 * Brings the functions that a dependency calls and this browser lacks, each by its name; a browser that has them asks for nothing.
 * `scripts/built.mjs` finds what must stand here. Called before any page opens.
 */
export async function bringMissing(): Promise<void> {
  // The reader of QR codes; Chromium < 93.
  if (!('hasOwn' in Object)) await import('core-js/actual/object/has-own')
}
