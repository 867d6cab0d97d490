import type { Database } from 'better-sqlite3';
import { defaultSettings } from '../../../shared/built-in.ts';
import { settings, type Settings } from '../../../shared/domain.ts';
import type { Handlers } from '../../../shared/rpc/router.ts';
import type { Store } from '../store/database.ts';

/** What the page keeps between starts: one row. What an older or newer version wrote and this one cannot read is left to its default. */
export function createSettingsHandlers(store: Store): Pick<Handlers, 'settings.read' | 'settings.write'> {
  return {
    'settings.read': () => store.run(readSettings),
    'settings.write': (changes) =>
      store.write((db) => {
        const given = Object.entries(changes).filter(([, value]) => value !== undefined);
        const next = { ...readSettings(db), ...(Object.fromEntries(given) as Partial<Settings>) };
        db.prepare('INSERT OR REPLACE INTO settings VALUES (1, ?)').run(JSON.stringify(next));
        return next;
      }),
  };
}

function readSettings(db: Database): Settings {
  const stored: unknown = db.prepare('SELECT value FROM settings WHERE id = 1').pluck().get();
  return typeof stored === 'string' ? withDefaults(JSON.parse(stored)) : defaultSettings;
}

/** Each stored value that still fits, over the defaults. */
function withDefaults(stored: unknown): Settings {
  if (typeof stored !== 'object' || stored === null) return defaultSettings;
  const fitting = Object.entries(settings.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse((stored as Record<string, unknown>)[name]);
    return parsed.success ? [[name, parsed.data]] : [];
  });
  return { ...defaultSettings, ...(Object.fromEntries(fitting) as Partial<Settings>) };
}
