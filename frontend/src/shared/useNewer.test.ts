import { describe, expect, it } from 'vitest'
import { effectScope, nextTick, ref } from 'vue'
import { useNewer } from './useNewer'

/** A form of two fields; somebody else saves. */
function form() {
  const saved = ref({ code: 'E-1', maker: '' as string | null, version: 1 })
  const code = ref('E-1')
  const maker = ref<string | null>('')
  const scope = effectScope()
  const newer = scope.run(() =>
    useNewer(
      { code, maker },
      () => ({ code: saved.value.code, maker: saved.value.maker }),
      () => saved.value.version,
    ),
  )
  const saves = async (changed: object) => {
    saved.value = { ...saved.value, ...changed, version: saved.value.version + 1 }
    await nextTick()
  }
  if (!newer) throw new Error('no scope')
  return { code, maker, newer, saves, end: () => scope.stop() }
}

describe('a form that two have open', () => {
  it('takes what the other one saved where nothing was typed, and says so', async () => {
    const { code, maker, newer, saves, end } = form()
    code.value = 'E-102'
    await saves({ maker: '沈鼓' })
    expect([code.value, maker.value]).toEqual(['E-102', '沈鼓'])
    expect(newer.value).toEqual({ changed: ['maker'], both: [] })
    end()
  })

  it('keeps what was typed into the same field, and names it', async () => {
    const { code, newer, saves, end } = form()
    code.value = 'E-102'
    await saves({ code: 'E-999' })
    expect(code.value).toBe('E-102')
    expect(newer.value).toEqual({ changed: ['code'], both: ['code'] })
    end()
  })

  it('says nothing of what this person has saved', async () => {
    const { code, newer, saves, end } = form()
    code.value = 'E-102'
    await saves({ code: 'E-102' })
    expect(newer.value).toBe(null)
    end()
  })

  it('judges the next change by what was saved last', async () => {
    const { maker, newer, saves, end } = form()
    await saves({ maker: '沈鼓' })
    await saves({ maker: '陕鼓' })
    expect(maker.value).toBe('陕鼓')
    expect(newer.value).toEqual({ changed: ['maker'], both: [] })
    end()
  })
})
