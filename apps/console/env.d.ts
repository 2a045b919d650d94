/** Styles come through Vite; TypeScript only has to know that they exist. */
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
declare module '*.css';
declare module 'virtual:theme.css';
