import type { Role } from "./seed.ts";

interface Person {
  readonly id: number;
  /** emulate's login. It never changes, so inside the local GitHub a person is known by it. */
  readonly key: string;
  /** Undefined while nobody has the account: not registered yet, or deleted. */
  readonly login: string | undefined;
  readonly role: Role;
}

/**
 * Who has which login today, and which role in the repository. emulate knows no renames, no new and no deleted accounts,
 * so the logins that the world sees are laid over its own by id.
 */
export class Accounts {
  readonly #people: Map<string, Person>;
  readonly #spare: string[];

  constructor(people: readonly Person[], spare: readonly string[]) {
    this.#people = new Map(people.map((person) => [person.key, person]));
    this.#spare = [...spare];
  }

  /** Logins are compared without their case, as on GitHub. */
  findKey(login: string): string | undefined {
    const wanted = login.toLowerCase();
    return [...this.#people.values()].find((person) => person.login?.toLowerCase() === wanted)?.key;
  }
  getKey(login: string): string {
    const key = this.findKey(login);
    if (key === undefined) throw new Error(`${login} is not among the people of this GitHub`);
    return key;
  }
  findKeyById(id: number): string | undefined {
    return [...this.#people.values()].find((person) => person.id === id && person.login !== undefined)?.key;
  }
  /** The key and the login of today; no login means that the account is gone. Undefined for an id nobody ever had. */
  shown(id: number): { readonly key: string; readonly login: string | undefined } | undefined {
    return [...this.#people.values()].find((person) => person.id === id);
  }
  loginOf(key: string): string {
    return this.#people.get(key)?.login ?? "ghost";
  }
  roleOf(key: string): Role {
    return this.#people.get(key)?.role ?? "none";
  }
  /** Whether the role is at least `write`. */
  mayPush(key: string): boolean {
    return /^(write|maintain|admin)$/.test(this.roleOf(key));
  }

  setRole(key: string, role: Role): void {
    this.#change(key, { role });
  }
  rename(from: string, to: string): void {
    const key = this.getKey(from);
    const taken = this.findKey(to);
    if (taken !== undefined && taken !== key) throw new Error(`${to} has an account already`);
    this.#change(key, { login: to });
  }
  /** A new account, with an id that nobody had before, also under a login that somebody else has given up. */
  register(login: string, role: Role): string {
    if (this.findKey(login) !== undefined) throw new Error(`${login} has an account already`);
    const key = this.#spare.shift();
    if (key === undefined) throw new Error("no account is left to register; raise the number of spare ones");
    this.#change(key, { login, role });
    return key;
  }
  delete(login: string): void {
    this.#change(this.getKey(login), { login: undefined });
  }

  #change(key: string, change: Partial<Pick<Person, "login" | "role">>): void {
    const person = this.#people.get(key);
    if (!person) throw new Error(`there is no account ${key}`);
    this.#people.set(key, { ...person, ...change });
  }
}
