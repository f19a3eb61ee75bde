export function targets(): string[]
export function oldest(surface: 'hand' | 'desk'): Record<'chrome' | 'edge' | 'safari' | 'ios_saf' | 'firefox', string>
