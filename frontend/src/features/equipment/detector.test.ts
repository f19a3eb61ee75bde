import { afterEach, expect, it, vi } from 'vitest'
import { codeReader } from './detector'

const ours = vi.hoisted(() => vi.fn())
vi.mock('./zxing', () => {
  ours()
  return { readCodes: async () => ['ours'] }
})

/** A browser before Chromium 97: our policy allows it no WASM. */
function refuseWasm(): void {
  vi.spyOn(WebAssembly, 'Module').mockImplementation(function () {
    throw new WebAssembly.CompileError('Wasm code generation disallowed by embedder')
  })
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllGlobals()
})

it('says that a browser is too old where neither our reader nor one of its own can run', async () => {
  refuseWasm()
  expect(await codeReader()).toBeNull()
  // It calls what such a browser lacks, as scripts/floor.mjs says: it may not even be loaded.
  expect(ours).not.toHaveBeenCalled()
})

it('reads by the reader of the browser where ours may not run', async () => {
  refuseWasm()
  class Own {
    static getSupportedFormats = async () => ['qr_code']
    detect = async () => [{ rawValue: 'EQ-0001' }]
  }
  vi.stubGlobal('BarcodeDetector', Own)
  const read = await codeReader()
  expect(await read?.(document.createElement('canvas'))).toEqual(['EQ-0001'])
})

it('reads by our own reader where it may run', async () => {
  const read = await codeReader()
  expect(await read?.(document.createElement('canvas'))).toEqual(['ours'])
})
