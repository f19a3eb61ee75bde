import { beforeAll, expect, test } from 'vitest'
import type { CaseRiskPartsFragment } from '@/graphql/generated/types'
import { addWords } from '@/shared/i18n'
import { mount } from '@/shared/test-mount'
import CaseRiskRows from './CaseRiskRows.vue'

beforeAll(() => addWords(['cases.register', 'risks']))

const risk = (isReviewOverdue: boolean) =>
  ({
    ...{ eventId: 'e', code: 'R-1', title: { zh: '法兰泄漏', en: 'Flange leaks' }, measure: null, measureCode: '' },
    event: { id: 'e', state: 'IN_FORCE', residualLevel: 4, isReviewOverdue },
  }) as unknown as CaseRiskPartsFragment

test.each([true, false])('a case that is about an event says whether its review is overdue: %s', async (isReviewOverdue) => {
  const rows = await mount(CaseRiskRows, { risk: risk(isReviewOverdue) })

  expect(rows.words()).toContain('法兰泄漏')
  expect(rows.words().includes('评审超期')).toBe(isReviewOverdue)
  rows.unmount()
})
