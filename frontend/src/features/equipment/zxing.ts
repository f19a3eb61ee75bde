import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { FORMATS, type ReadCodes } from './detector'

/** The reader of QR codes. Its WASM comes from our own server and lies in the precache, so that it works offline. */
prepareZXingModule({ overrides: { locateFile: () => wasmUrl } })
const detector = new BarcodeDetector({ formats: [...FORMATS] })

export const readCodes: ReadCodes = async (frame) => (await detector.detect(frame)).map(({ rawValue }) => rawValue)
