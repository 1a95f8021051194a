FROM node:24-trixie
WORKDIR /app
COPY package.json ./
RUN npm ci
COPY . .
RUN npm run build
CMD ["node", "server.js"]
