// SPDX-License-Identifier: AGPL-3.0-only
// Copyright (c) 2026 The Aipress24 authors

// The two-level vocabulary behind <vocab-picker>, without any page: families,
// their entries, a search without accents and what is chosen.

import { fold } from "./dom";

export interface Entry {
  value: string;
  label: string;
  chosen: boolean;
  /** Label and family without case and accents, for the search. */
  key: string;
  family: Family;
}

export interface Family {
  name: string;
  entries: Entry[];
}

/** A family as the server sends it (attribute `src`). */
export interface RemoteFamily {
  family: string;
  items: { value: string; label: string }[];
}

export class Vocabulary {
  readonly families: Family[] = [];
  private readonly byName = new Map<string, Family>();
  private readonly byValue = new Map<string, Entry>();

  /** multiple says whether several entries may be chosen, max how many. */
  constructor(readonly multiple: boolean, readonly max = Infinity) {}

  /** add puts an entry in its family; an entry already known is returned as is. */
  add(familyName: string, value: string, label: string, chosen: boolean): Entry {
    const known = this.byValue.get(value);
    if (known) return known;
    let family = this.byName.get(familyName);
    if (!family) {
      family = { name: familyName, entries: [] };
      this.byName.set(familyName, family);
      this.families.push(family);
    }
    const entry = { value, label, chosen, key: fold(`${label} ${familyName}`), family };
    family.entries.push(entry);
    this.byValue.set(value, entry);
    return entry;
  }

  get entries(): Entry[] {
    return this.families.flatMap((f) => f.entries);
  }

  get chosen(): Entry[] {
    return this.entries.filter((e) => e.chosen);
  }

  /** choose changes one entry; false when there is no room for it. */
  choose(entry: Entry, on: boolean): boolean {
    if (!this.multiple) {
      for (const other of this.chosen) other.chosen = false;
      entry.chosen = on;
      return true;
    }
    if (on && !entry.chosen && this.chosen.length >= this.max) return false;
    entry.chosen = on;
    return true;
  }

  /** chooseAll changes several entries, as far as there is room; false if some stayed out. */
  chooseAll(entries: Entry[], on: boolean): boolean {
    let room = this.max - this.chosen.length;
    let complete = true;
    for (const entry of entries) {
      if (entry.chosen === on) continue;
      if (on && room <= 0) {
        complete = false;
        break;
      }
      entry.chosen = on;
      room -= on ? 1 : -1;
    }
    return complete;
  }

  /** find gives the entries that have every word of the query, in their order. */
  find(query: string): Entry[] {
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (words.length === 0) return [];
    return this.entries.filter((e) => words.every((w) => e.key.includes(w)));
  }
}

/** chosenIn counts the chosen entries of a family. */
export function chosenIn(family: Family): number {
  return family.entries.reduce((n, e) => n + (e.chosen ? 1 : 0), 0);
}
