import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useFieldProblem } from './useFieldProblem'

describe('why a field was not taken', () => {
  it('is said there until something else is typed, and nothing else is taken', async () => {
    const code = ref('E-101')
    const scope = effectScope()
    const found = scope.run(() => useFieldProblem({ CODE_TAKEN: 'code' }, { code }))
    if (!found) throw new Error('no scope')
    expect(found.takes('CONFLICT')).toBe(false)
    expect(found.problemOf('code')).toBe('')

    expect(found.takes('CODE_TAKEN')).toBe(true)
    expect(found.problemOf('code')).toBe('这个编号已经有了')

    code.value = 'E-102'
    await nextTick()
    expect(found.problemOf('code')).toBe('')
    scope.stop()
  })
})
