import { ReadError } from '../../../model/index.ts';
import { Dataset } from './Dataset.ts';
import type { FileSpace } from './file/FileSpace.ts';
import { readObjectHeader } from './file/readObjectHeader.ts';
import { readLinks } from './groups/readLinks.ts';
import { LazyAttributes } from './LazyAttributes.ts';
import { locating } from './locating.ts';
import { MESSAGE, type Message } from './messages/Message.ts';
import type { Link } from './messages/readLink.ts';
import { planDataset } from './planDataset.ts';
import type { Attributes, Hdf5Group, Hdf5Object } from './types.ts';

const MAX_DEPTH = 64;

const KINDS = { soft: 'a soft', external: 'an external', 'user-defined': 'a user-defined' } as const;

const GROUP_MESSAGES: ReadonlySet<number> = new Set([MESSAGE.symbolTable, MESSAGE.linkInfo, MESSAGE.link]);

/** A group of an open file. Its links are read when first asked for; what they lead to, when followed. */
export class Group implements Hdf5Group {
  readonly kind = 'group';
  readonly path: string;
  readonly attributes: Attributes;
  private readonly space: FileSpace;
  private readonly address: number;
  private readonly parent: Group | null;
  private readonly members = new Map<string, Hdf5Object>();
  private read: ReadonlyMap<string, Link> | null = null;
  private listed: readonly string[] | null = null;

  constructor(space: FileSpace, address: number, path: string, parent: Group | null) {
    this.space = space;
    this.address = address;
    this.path = path;
    this.parent = parent;
    this.attributes = new LazyAttributes(space, address);
  }

  get names(): readonly string[] {
    this.listed ??= [...this.links().keys()];
    return this.listed;
  }

  get(name: string): Hdf5Object | null {
    const link = this.links().get(name);
    if (link === undefined) return null;
    const known = this.members.get(name);
    if (known !== undefined) return known;
    const path = this.path === '' ? name : `${this.path}/${name}`;
    const member = locating(path, () => this.follow(link, path));
    this.members.set(name, member);
    return member;
  }

  private links(): ReadonlyMap<string, Link> {
    this.read ??= locating(this.path, () =>
      byName(readLinks(this.space, readObjectHeader(this.space, this.address))),
    );
    return this.read;
  }

  private follow(link: Link, path: string): Hdf5Object {
    if (link.kind !== 'hard') {
      throw new ReadError(
        'unsupported-feature',
        `\`${path}\` is ${KINDS[link.kind]} link, which is not followed.`,
      );
    }
    this.space.countObject();
    this.checkDescent(link.address, path);
    const messages = readObjectHeader(this.space, link.address);
    if (isGroup(messages)) return new Group(this.space, link.address, path, this);
    if (messages.some((message) => message.type === MESSAGE.layout)) {
      return new Dataset(
        planDataset(this.space, path, messages),
        new LazyAttributes(this.space, link.address),
      );
    }
    throw new ReadError('unsupported-feature', `\`${path}\` is neither a group nor a dataset.`);
  }

  /** A group that contains itself would go on for ever. */
  private checkDescent(address: number, path: string): void {
    let depth = 0;
    for (let group: Group | null = this; group !== null; group = group.parent) {
      if (group.address === address) {
        throw new ReadError(
          'corrupt',
          `The file is damaged: \`${path}\` leads back to \`/${group.path}\`, which holds it.`,
        );
      }
      depth++;
    }
    if (depth > MAX_DEPTH) throw new ReadError('too-large', `Groups are nested more than ${MAX_DEPTH} deep.`);
  }
}

function isGroup(messages: readonly Message[]): boolean {
  return messages.some((message) => GROUP_MESSAGES.has(message.type));
}

function byName(links: readonly Link[]): ReadonlyMap<string, Link> {
  const map = new Map<string, Link>();
  for (const link of links) {
    if (map.has(link.name))
      throw new ReadError('corrupt', `The file is damaged: a group lists \`${link.name}\` twice.`);
    map.set(link.name, link);
  }
  return map;
}
