/** Reads the contents of the codes in a picture. */
export type ReadCodes = (frame: ImageBitmapSource) => Promise<string[]>

export const FORMATS = ['qr_code', 'data_matrix', 'code_128'] as const

/** The reader that some browsers of Android bring; not in the DOM's types. */
interface OwnDetector {
  new (options: { formats: readonly string[] }): { detect(frame: ImageBitmapSource): Promise<{ rawValue: string }[]> }
  getSupportedFormats(): Promise<string[]>
}

/** The smallest module there is: its mark and its version. */
const EMPTY_MODULE = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])

/** What reads codes on this phone: our own reader, else the browser's; null where the browser is too old for either. */
export async function codeReader(): Promise<ReadCodes | null> {
  if (runsWasm()) return (await import('./zxing')).readCodes
  const { BarcodeDetector: Own } = globalThis as { BarcodeDetector?: OwnDetector }
  const known = (await Own?.getSupportedFormats().catch(() => [])) ?? []
  if (!Own || !known.includes('qr_code')) return null
  const detector = new Own({ formats: FORMATS.filter((each) => known.includes(each)) })
  return async (frame) => (await detector.detect(frame)).map(({ rawValue }) => rawValue)
}

/** Whether our policy lets it run: before Chromium 97 nobody knows 'wasm-unsafe-eval', and we allow no more than that. */
function runsWasm(): boolean {
  try {
    return new WebAssembly.Module(EMPTY_MODULE) instanceof WebAssembly.Module
  } catch {
    return false
  }
}
