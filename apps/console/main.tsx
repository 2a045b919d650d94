import './styles.css';
import 'virtual:theme.css';
import './ui/base.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { client, router } from './router.js';
import { loadLanguage } from './texts/language.js';
import { listenToKeys } from './ui/keys.js';
import { followNewBuild } from './ui/new-build.js';
import { printInLight } from './ui/printing.js';
import { theme } from './ui/theme.js';

const scheme = localStorageColorSchemeManager({ key: 'rekey.scheme' });

await loadLanguage();
listenToKeys();
printInLight();
followNewBuild();

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    {/* Theme variables and classes come as files (vite.config.ts): the policy forbids style elements. */}
    <MantineProvider theme={theme} colorSchemeManager={scheme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
