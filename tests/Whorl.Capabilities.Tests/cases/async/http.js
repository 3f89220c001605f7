const [scheme, authority] = variable('web').split('://');
return [await fetch(scheme.toUpperCase(), authority, '/path'), await fetch('HTTP', 'example.com', '/').catch((error) => error.payload.tag)];
