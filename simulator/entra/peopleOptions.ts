/** A person in the directory. */
export interface UserSeed {
  /** Defaults to a new GUID. */
  readonly id?: string;
  /** The name to sign in with. It may differ from the mail address, with which nobody can sign in then. */
  readonly userPrincipalName: string;
  /** Defaults to the part of the user principal name before the `@`. */
  readonly displayName?: string;
  /** The mailbox's address. Defaults to the user principal name. */
  readonly mail?: string;
  /** Defaults to {@link defaultPassword}. */
  readonly password?: string;
  /** Whether the person may consent for the whole organization. Defaults to false. */
  readonly administrator?: boolean;
  /** Whether sign-in is blocked. Defaults to false. */
  readonly disabled?: boolean;
}

/** A mailbox that several people share; nobody signs in as it. */
export interface SharedMailboxSeed {
  readonly address: string;
  /** Of the account behind it. Defaults to the address. */
  readonly userPrincipalName?: string;
  /** Defaults to the part of the user principal name before the `@`. */
  readonly displayName?: string;
  /** User principal names of the people who may open it. Defaults to none. */
  readonly fullAccess?: readonly string[];
  /** User principal names of the people who may send in its name. Defaults to none. */
  readonly sendAs?: readonly string[];
}

/** A tenant beside this one. No application of this one exists there. */
export interface OtherTenantSeed {
  /** Defaults to a new GUID. */
  readonly id?: string;
  /** Such as `fabrikam.com`. */
  readonly domain: string;
  /** Its people; of each only name and password matter. Defaults to none. */
  readonly users?: readonly Pick<UserSeed, "userPrincipalName" | "password">[];
}

/** Everyone's password unless another is given. */
export const defaultPassword = "correct horse battery staple";

/** People of the directory unless others are given. */
export const defaultUsers: readonly UserSeed[] = [
  { userPrincipalName: "support@contoso.com", displayName: "Support" },
  { userPrincipalName: "alex@contoso.com", displayName: "Alex Doe" },
  { userPrincipalName: "admin@contoso.com", displayName: "Admin", administrator: true },
];
