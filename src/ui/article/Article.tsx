// The article below the tool: the idea, one training step, findings, limits, glossary.
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
