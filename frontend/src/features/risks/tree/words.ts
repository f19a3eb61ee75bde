import { ref, type Ref } from 'vue'

/** The two fields of a name as a form begins with them: English that only stands in for Chinese is not written. */
export function writtenWords(name?: { zh: string; en: string }): [Ref<string>, Ref<string>] {
  return [ref(name?.zh ?? ''), ref(name && name.en !== name.zh ? name.en : '')]
}

/** What was typed into the two, as it is sent. */
export const typedWords = (zh: Ref<string>, en: Ref<string>): { zh: string; en: string } => ({ zh: zh.value.trim(), en: en.value.trim() })
