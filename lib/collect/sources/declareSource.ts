import { SourceDeclaration, type SourceDeclarationInput } from '../sourceDeclaration.ts';

/** A shipped declaration, checked as a user's would be. */
export function declareSource(declaration: SourceDeclarationInput): SourceDeclaration {
  return SourceDeclaration.parse(declaration);
}
