/**
 * Makes something of a part of the facts or of the configuration once: a look has many gates on one document, and many texts
 * for one pattern. What was made is kept for as long as the part, which nobody changes.
 */
export function keptWith<Part extends object, Made>(make: (part: Part) => Made): (part: Part) => Made {
  const kept = new WeakMap<Part, { readonly made: Made }>();
  return (part) => {
    const known = kept.get(part) ?? { made: make(part) };
    kept.set(part, known);
    return known.made;
  };
}
