// Makes functions that a component imports async again, after it was built with plain ones in their place.
//
//   restore-async-imports.mjs COMPONENT.wasm WIT_FOLDER
//
// The folder's world says which they are. Only types change: the component calls the functions as before, so that its task waits.
import { readFile, writeFile } from 'node:fs/promises';
import { componentEmbed, componentNew, parse, print } from '@bytecodealliance/jco';

const [component, wit] = process.argv.slice(2);
const model = await componentNew(await componentEmbed({ dummy: true, witPath: wit }));
const async = asyncFunctions(await print(model));
await writeFile(component, await parse(restored(await print(await readFile(component)), async)));

// By the interface's name, those of its functions whose type is async.
function asyncFunctions(text) {
  const found = new Map();
  replaceImports(text, (name, lines) => {
    const types = new Set(lines.filter((line) => line.includes('(func async ')).map(indexOfType));
    found.set(name, new Set(exportedFunctions(lines).filter(({ type }) => types.has(type)).map((f) => f.name)));
    return lines;
  });
  return found;
}

// A plain type may be that of other functions too, and others are told apart by their number: what is new goes to the end.
function restored(text, async) {
  return replaceImports(text, (name, lines) => {
    const changed = exportedFunctions(lines).filter((f) => async.get(name)?.has(f.name));
    const moved = changed.flatMap(({ name, type }, i) => {
      const plain = lines.find((line) => indexOfType(line) === type);
      return [plain.replace(/\(;\d+;\) \(func /, `$async${i} (func async `), `(export "${name}" (func (type $async${i})))`];
    });
    return [...lines.filter((line) => !changed.some((f) => f.line === line)), ...moved];
  });
}

// Passes the lines of each imported instance's type, with the instance's name.
function replaceImports(text, replace) {
  const type = /(\(instance\n)((?: *\((?:type|export|alias) .*\n)*)( *\)\n *\)\n *\(import "([^"]+)" \(instance )/g;
  return text.replace(type, (_, start, lines, end, name) => `${start}${replace(name, lines.split('\n').slice(0, -1)).join('\n')}\n${end}`);
}

function exportedFunctions(lines) {
  return lines.map((line) => ({ line, match: /^ *\(export \(;\d+;\) "([^"]+)" \(func \(type (\d+)\)\)\)$/.exec(line) }))
    .filter(({ match }) => match).map(({ line, match }) => ({ line, name: match[1], type: match[2] }));
}

function indexOfType(line) {
  return /^ *\(type \(;(\d+);\)/.exec(line)?.[1];
}
