/**
 * JSON whose strings hold nothing that a terminal would obey or hide; whoever parses it gets the same text. On one line
 * unless an indentation is given.
 */
export function safeJson(value: object, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(unsafe, (character) =>
    Array.from({ length: character.length }, (_, index) => {
      return `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`;
    }).join(""),
  );
}

// A line break between two values stays; inside of strings there is none left.
const unsafe = /(?!\n)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;
