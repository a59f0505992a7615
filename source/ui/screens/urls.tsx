import {Lines} from '../components/line.js';
import {urlPage} from '../format/url-page.js';
import type {ScreenProps} from './screen-props.js';

/** The URLs of a stack or a container, and the last requests through its tunnels. */
export const Urls = ({state, look, width}: ScreenProps) =>
  state.urls ? <Lines texts={urlPage(state, state.urls, width, look)} /> : null;
