import { Html, html } from './markup';

/** Piece of a text. A piece with an address is a link. */
export interface TextPiece {
  readonly text: string;
  readonly href?: string;
}

/** Splits a text into pieces and turns URLs into links. Punctuation at the end of a sentence is not part of a URL. */
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
