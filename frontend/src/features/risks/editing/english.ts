import type { InjectionKey, Ref } from 'vue'

/** Whether the form has a field for the English beside each text. */
export const SHOWS_ENGLISH: InjectionKey<Ref<boolean>> = Symbol('english')
