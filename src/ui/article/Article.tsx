// Below the tool: why, how, what was found, what is not shown. Loaded after the tool.
import { Findings } from './Findings.tsx';
import { Glossary } from './Glossary.tsx';
import { Idea } from './Idea.tsx';
import { Limits } from './Limits.tsx';
import { OneStep } from './OneStep.tsx';
import './article.css';

export function Article() {
  return (
    <article className="article">
      <Idea />
      <OneStep />
      <Findings />
      <Limits />
      <Glossary />
    </article>
  );
}
