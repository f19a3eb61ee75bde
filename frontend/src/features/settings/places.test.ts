import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Module, Permission, Role } from '@/graphql/generated/enums'
import { addWords, t } from '@/shared/i18n'

/** What each role may of what decides about a page, as `backend/core/viewer.py` says. */
const MAY: Record<Role, Permission[]> = {
  WORKER: ['ACKNOWLEDGE'],
  LEAD: ['ACKNOWLEDGE', 'FOLLOW_UP', 'SEE_KPIS', 'PROPOSE_LIMITS'],
  OFFICER: ['ACKNOWLEDGE', 'FOLLOW_UP', 'SEE_KPIS', 'PROPOSE_LIMITS', 'MANAGE_SOURCES', 'CHANGE_POLICY', 'MANAGE_PEOPLE'],
  ADMIN: ['SEE_KPIS', 'MANAGE_SOURCES', 'CHANGE_POLICY', 'MANAGE_PEOPLE'],
  EXECUTIVE: ['ACKNOWLEDGE', 'FOLLOW_UP', 'SEE_KPIS'],
}
const person = vi.hoisted(() => ({ role: 'WORKER' as Role, off: [] as Module[] }))
vi.mock('@/features/people/session', async () => {
  const { ref } = await import('vue')
  return {
    role: ref(),
    viewer: ref(null),
    may: (permission: Permission) => MAY[person.role].includes(permission),
    has: (module: Module) => !person.off.includes(module),
  }
})

async function railOf(role: Role, off: Module[] = []) {
  vi.resetModules()
  Object.assign(person, { role, off })
  return import('./places')
}
/** An entry and its sections, as they are read. */
async function words(role: Role, off: Module[] = []): Promise<string[]> {
  const { rail } = await railOf(role, off)
  return rail.value.map(({ label, sections }) => {
    const names = sections.map((section) => t(section.short ?? section.label))
    return names.length > 1 ? `${t(label)}: ${names.join(' ')}` : t(label)
  })
}
beforeEach(() => addWords(['home']))

describe('the rail', () => {
  it('of a worker has what there is to see and to do, and nothing to set up', async () => {
    expect(await words('WORKER')).toEqual([
      '总览',
      '预警',
      '处置: 处置单 协同 档案',
      '隐患',
      '监测',
      '四色图',
      '风险: 清单 看得全吗',
      '人员: 值班 建议',
    ])
  })

  it('of a lead has what is late, what is held back, the figures and the trial of limits', async () => {
    const [, , disposal, , , , , ...rest] = await words('LEAD')

    expect(disposal).toBe('处置: 处置单 协同 督办 压住 档案')
    expect(rest).toEqual(['报表', '人员: 值班 建议', '设置'])
    expect((await railOf('LEAD')).rail.value.at(-1)?.sections.map(({ to }) => to)).toEqual(['/lab'])
  })

  it('of an officer has all of the set-up', async () => {
    expect((await words('OFFICER')).slice(7)).toEqual(['报表', '人员: 值班 建议', '设置: 管理 阈值 接入 时限'])
  })

  it('of an administrator has what comes in and in which time, but no step of a case', async () => {
    const [, , disposal, , , , , ...rest] = await words('ADMIN')

    expect(disposal).toBe('处置: 处置单 档案')
    expect(rest).toEqual(['报表', '人员: 值班 建议', '设置: 管理 接入 时限'])
  })

  it('of an executive has the figures and no set-up', async () => {
    expect((await words('EXECUTIVE')).slice(7)).toEqual(['报表', '人员: 值班 建议'])
  })

  it('has no entry with nothing inside, and no section whose module is off', async () => {
    const [, , disposal] = await words('WORKER', ['DEPARTMENT_TASKS'])

    expect(disposal).toBe('处置: 处置单 档案')
    expect(await words('WORKER')).not.toContain('报表')
  })

  it.each<Role>(['WORKER', 'LEAD', 'OFFICER', 'ADMIN', 'EXECUTIVE'])(
    'of a %s is short enough for one screen, and a digit',
    async (role) => {
      expect((await railOf(role)).rail.value.length).toBeLessThanOrEqual(10)
    },
  )
})

describe('an address', () => {
  it.each([
    ['/', '/'],
    ['/kpis', '/kpis'],
    ['/lab/7', '/lab'],
    ['/sources', '/sources'],
    ['/connect', '/sources'],
    ['/sources/7', '/monitor'],
    ['/areas/7', '/plan'],
    ['/risks/7', '/risks'],
    ['/settings', undefined],
  ])('%s belongs to the section %s', async (path, section) => {
    expect((await railOf('OFFICER')).sectionAt(path)?.to).toBe(section)
  })
})
