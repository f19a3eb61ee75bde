import { onScopeDispose, ref, watch, type Ref } from 'vue'
import type { CapturedPhoto } from './photo'

/** Addresses under which the page can show photos that are still on the phone, by sha256; given back with the component. */
export function usePhotoUrls(photos: () => CapturedPhoto[]): Readonly<Ref<Record<string, string>>> {
  const urls = ref<Record<string, string>>({})
  watch(
    photos,
    (shown) => {
      const next: Record<string, string> = {}
      for (const { sha256, bytes, type } of shown) next[sha256] = urls.value[sha256] ?? URL.createObjectURL(new Blob([bytes], { type }))
      for (const [name, url] of Object.entries(urls.value)) if (!(name in next)) URL.revokeObjectURL(url)
      urls.value = next
    },
    { immediate: true, deep: true },
  )
  onScopeDispose(() => Object.values(urls.value).forEach((url) => URL.revokeObjectURL(url)))
  return urls
}
