import { beforeAll, describe, expect, it, vi } from 'vitest'
import { addWords } from '@/shared/i18n'
import { useConfirm } from './useConfirm'

const { submit, toast, explain } = vi.hoisted(() => ({ submit: vi.fn(), toast: vi.fn(), explain: vi.fn() }))
vi.mock('@/features/outbox/useSubmit', () => ({ useSubmit: () => ({ submit, isBusy: false }) }))
vi.mock('@/shared/toast', () => ({ toast, explain }))

const people = Array.from({ length: 450 }, (_, at) => ({ id: `p${at}`, name: { zh: `甲${at}`, en: `A${at}` } }))
const accepted = (_: unknown, { personIds }: { personIds: string[] }): unknown => ({
  kind: 'accepted',
  data: { confirmPeople: personIds.map((id) => ({ id, code: id === 'p449' ? 'ACCOUNT_LINKED' : null })) },
})

beforeAll(() => addWords(['people.account_links']))

describe('confirming people', () => {
  it('sends no more at once than the server takes, and says who was refused', async () => {
    submit.mockReset().mockImplementation(accepted)

    expect(await useConfirm().confirm(people)).toBe(true)

    const sent = submit.mock.calls.map(([, { personIds }]) => personIds as string[])
    expect(sent.map(({ length }) => length)).toEqual([200, 200, 50])
    expect(new Set(sent.flat()).size).toBe(450)
    expect(explain).toHaveBeenCalledTimes(1)
    expect(toast).not.toHaveBeenCalled()
  })

  it('says what became of the parts before one that is refused', async () => {
    const codeOf = (id: string): string | null => (id === 'p7' ? 'ACCOUNT_LINKED' : null)
    submit.mockReset().mockResolvedValue({ kind: 'refused' })
    submit.mockImplementationOnce((_: unknown, { personIds }: { personIds: string[] }) => ({
      kind: 'accepted',
      data: { confirmPeople: personIds.map((id) => ({ id, code: codeOf(id) })) },
    }))
    explain.mockReset()

    expect(await useConfirm().confirm(people)).toBe(true)

    expect(submit).toHaveBeenCalledTimes(2)
    expect(explain).toHaveBeenCalledTimes(1)
    expect(explain.mock.calls[0]?.[0]).toContain('甲7')
  })

  it('stops where a part is refused, and goes on where it is kept for later', async () => {
    submit.mockReset().mockResolvedValueOnce({ kind: 'refused' })
    expect(await useConfirm().confirm(people)).toBe(false)
    expect(submit).toHaveBeenCalledTimes(1)

    submit.mockReset().mockResolvedValue({ kind: 'kept' })
    expect(await useConfirm().confirm(people)).toBe(true)
    expect(submit).toHaveBeenCalledTimes(3)
  })
})
