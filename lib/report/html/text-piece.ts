import { Html, html } from './markup';

/** Piece of a text; with an address it is a link. */
export interface TextPiece {
  readonly text: string;
  readonly href?: string;
}

/** A text in pieces, of which addresses of pages are links. What ends a sentence is no part of an address. */
export function piecesOf(text: string): TextPiece[] {
  return text
    .split(/(https?:\/\/[^\s;,"<>]*[^\s;,"<>.)])/)
    .filter((piece) => piece !== '')
    .map((piece) => (/^https?:\/\//.test(piece) ? { text: piece, href: piece } : { text: piece }));
}

/** A piece as HTML. */
export function pieceLink({ text, href }: TextPiece): Html {
  return href === undefined ? html`${text}` : html`<a href="${href}" rel="noreferrer">${text}</a>`;
}
