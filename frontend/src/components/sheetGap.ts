import { goToGap, type Gap } from '@/shared/gap'
import { t } from '@/shared/i18n'
import './gap.css'

const FIELDS = '[role="radiogroup"], textarea, select, input:not([type="file"], [type="checkbox"], [type="radio"], [type="hidden"])'

/**
 * The first field of a form that has nothing or what cannot be used; where all have something, the first that nobody ticked.
 * A verb that names what is missing ("还差编号") leads to the field of that name: those before it may stay empty.
 */
function firstGap(form: HTMLElement, verb: string): HTMLElement | null {
  const asked = (which: string): HTMLElement[] =>
    [...form.querySelectorAll<HTMLElement>(which)].filter((field) => !field.closest('[data-optional], :disabled'))
  const lacking = asked(FIELDS).filter(lacks)
  const named = lacking.find((field) => nameOf(field) !== '' && verb.includes(nameOf(field)))
  return named ?? lacking[0] ?? asked('input[type="checkbox"]').find((field) => !(field as HTMLInputElement).checked) ?? null
}

function lacks(field: HTMLElement): boolean {
  if (field.getAttribute('aria-invalid') === 'true') return true
  if (field.getAttribute('role') === 'radiogroup') return !field.querySelector('[aria-checked="true"]')
  return (field as HTMLInputElement).value.trim() === ''
}

function nameOf(field: HTMLElement): string {
  const label = field.closest('label')
  return (field.getAttribute('aria-label') ?? (label?.querySelector('span') ?? label)?.textContent ?? '').trim()
}

/** Goes to the gap, else to the first that is found, marks it and says it. `verb`: what the button of the form says. */
export function showGap(form: HTMLElement, verb: string, gap: Gap | null): void {
  const found = gap ?? gapIn(form, verb)
  goToGap(found)
  const said = form.querySelector('[data-said]') ?? form.appendChild(document.createElement('span'))
  said.className = 'sr-only'
  said.setAttribute('role', 'alert')
  said.setAttribute('data-said', '')
  said.textContent = found.words
}

function gapIn(form: HTMLElement, verb: string): Gap {
  const field = firstGap(form, verb)
  const name = field && nameOf(field)
  const place = field && (field.closest('label') ?? field)
  if (place) place.id ||= `gap-${crypto.randomUUID()}`
  return { words: name ? t('forms.missing', { field: name }) : t('forms.incomplete'), at: place?.id ?? '' }
}
