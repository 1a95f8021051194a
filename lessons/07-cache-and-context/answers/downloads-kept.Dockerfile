FROM node:24-trixie-slim
WORKDIR /usr/src/app
COPY package.json package-lock.json /usr/src/app/
RUN --mount=type=cache,target=/root/.npm npm ci
COPY . /usr/src/app
RUN npm run build
CMD ["npm", "start"]
