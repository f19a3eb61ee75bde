import { beforeEach, expect, test, vi } from 'vitest'
import { saveDossier } from './dossier'

const fetched = vi.hoisted(() => vi.fn<(url: string) => Promise<Response>>())
const saved = vi.hoisted(() => vi.fn<(name: string, content: ArrayBuffer, type: string) => void>())
vi.mock('@/graphql/http', () => ({ signedFetch: fetched }))
vi.mock('@/shared/saveFile', () => ({ saveFile: saved }))

beforeEach(() => {
  fetched.mockReset()
  saved.mockReset()
})

test('the dossier is asked for in the language of the pages and saved under its number', async () => {
  fetched.mockResolvedValue(new Response('%PDF'))

  expect(await saveDossier('17', 'CZ-1.pdf', 'en')).toBe(true)
  expect(fetched).toHaveBeenCalledWith('/cases/17/dossier.pdf?lang=en')
  expect(saved).toHaveBeenCalledWith('CZ-1.pdf', expect.anything(), 'application/pdf')
})

test('a refusal and a network that is away save nothing', async () => {
  fetched.mockResolvedValueOnce(new Response('{}', { status: 404 }))
  expect(await saveDossier('17', 'CZ-1.pdf', 'zh')).toBe(false)
  fetched.mockRejectedValueOnce(new TypeError('away'))
  expect(await saveDossier('17', 'CZ-1.pdf', 'zh')).toBe(false)
  expect(saved).not.toHaveBeenCalled()
})
