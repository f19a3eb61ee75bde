import { afterEach, expect, it, vi } from 'vitest'
import { codeReader } from './detector'

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
