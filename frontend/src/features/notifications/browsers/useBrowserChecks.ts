import { computed, onMounted, ref } from 'vue'
import { useStorage } from '@/features/settings/storage'
import { MyBrowsers } from '@/graphql/generated/operations'
import { useLiveQuery } from '@/graphql/useLiveQuery'
import { compareClocks } from '@/outbox/clock'
import { ownBrand, type Brand } from './brand'
import { isOnTime, keepsData, showsMessages } from './checks'

/** What decides, beside permission and sound, whether this browser brings a message to its person and keeps their work. */
export function useBrowserChecks() {
  const { data } = useLiveQuery(MyBrowsers, () => ({}), { refreshOn: ['alertTest', 'site'] })
  const browser = computed(() => data.value?.myBrowsers.find(({ isThis }) => isThis))
  const { isPersistent, hint, protect } = useStorage()
  const offset = ref<number | null>(null)
  const brand = ref<Brand>('OTHER')
  onMounted(async () => {
    brand.value = await ownBrand()
    if (navigator.onLine) offset.value = await compareClocks()
  })
  return {
    browser,
    brand,
    isPersistent,
    storageHint: hint,
    protect,
    offset,
    shown: computed(() => showsMessages(browser.value)),
    kept: computed(() => keepsData(isPersistent.value)),
    onTime: computed(() => isOnTime(offset.value)),
  }
}

export type BrowserChecks = ReturnType<typeof useBrowserChecks>
