import { ref } from 'vue'
import { onChange } from '@/graphql/changes'
import { ShowAlertTest } from '@/graphql/generated/operations'
import type { AlertTestPartsFragment } from '@/graphql/generated/types'
import { t } from '@/shared/i18n'
import { ringOnce } from './ringOnce'
import { isAudible } from './sound'

/**
 * The test that this screen shows now; it rings once per browser, and the server is told that it was shown. Whatever is
 * real and must be seen at once ends it.
 */
export function useAlertTest(listen: typeof onChange = onChange) {
  const test = ref<AlertTestPartsFragment | null>(null)
  const follow = (): (() => void) => {
    const stops = [
      listen('alertTest', (sent) => (test.value = sent)),
      listen('alert', ({ tier, isActive, isAcknowledged }) => {
        if (isActive && !isAcknowledged && isAudible(tier)) test.value = null
      }),
    ]
    return () => {
      stops.forEach((stop) => stop())
      test.value = null
    }
  }
  function shown({ id, tier }: AlertTestPartsFragment): void {
    void ringOnce(tier, `test ${id}`)
    const about = { kind: 'settings', id, title: t('settings.notifications'), route: '/alert-test' }
    // Forms send; no page waits for it before there is one.
    void import('@/outbox/submit').then(({ submit }) => submit(ShowAlertTest, { alertTestId: id }, { about }))
  }
  return { test, follow, shown }
}
