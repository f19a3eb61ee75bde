import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** The reader of QR codes. Its WASM comes from our own server and lies in the precache, so that it works offline. */
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })
const detector = new BarcodeDetector({ formats: ['qr_code', 'data_matrix', 'code_128'] })

/** The contents of the codes in the picture. */
export async function readCodes(frame: ImageBitmapSource): Promise<string[]> {
  return (await detector.detect(frame)).map(({ rawValue }) => rawValue)
}
